// One's own wishes, in Spanish.

import type { preferences as English } from "../english/preferences.ts";

export const preferences: typeof English = {
  preferences: {
    title: "Preferencias",
    lead: "Son suyas y le siguen a otros dispositivos.",
    appearance: "Apariencia",
    theme: "Tema",
    themes: { system: "Sistema", light: "Claro", dark: "Oscuro" },
    language: "Idioma",
    notices: "Notificaciones",
    sound: "Sonido",
    soundHint: "Un tono suave cuando llega un mensaje que no tiene a la vista.",
    testSound: "Escuchar",
    desktop: "Notificaciones de escritorio",
    desktopHint: "Mientras esta pestaña esté en segundo plano.",
    desktopAllow: "Permitir",
    desktopDenied: "El navegador bloquea las notificaciones de esta página. Permítalas en sus ajustes.",
    desktopMissing: "Este navegador no ofrece notificaciones.",
    writing: "Escritura",
    enterSends: "Enviar con Enter",
    enterSendsHint: (keys) => `Desactivado: Enter empieza una línea nueva y ${keys} envía.`,
    notKept: "No se pudieron guardar sus preferencias en el servidor. Se conservan en este navegador.",
    on: "Activado",
    off: "Desactivado",
  },
};
