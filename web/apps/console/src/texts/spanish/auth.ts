// Signing in, in Spanish.

import type { auth as English } from "../english/auth.ts";

export const auth: typeof English = {
  login: {
    title: "Iniciar sesión en Liaison",
    lead: "Para agentes, jefes de equipo y administradores.",
    email: "Correo electrónico",
    password: "Contraseña",
    show: "Mostrar la contraseña",
    hide: "Ocultar la contraseña",
    submit: "Iniciar sesión",
    wrong: "El correo o la contraseña no son correctos.",
    tooMany: (minutes: number) => `Demasiados intentos fallidos. Inténtelo de nuevo en ${minutes} minutos.`,
    notStaff: "Esta cuenta no es del personal.",
    deactivated: "Esta cuenta se ha desactivado.",
    unsupported: "Este servidor no permite iniciar sesión en la consola. Puede que sea una versión anterior.",
    ended: "La sesión se ha cerrado. Inicie sesión para seguir donde estaba; sus borradores se conservan.",
    starting: "Iniciando sesión",
  },
};
