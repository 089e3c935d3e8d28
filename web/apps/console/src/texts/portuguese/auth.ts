// Signing in, in Portuguese.

import type { auth as English } from "../english/auth.ts";

export const auth: typeof English = {
  login: {
    title: "Entrar no Liaison",
    lead: "Para agentes, líderes de equipe e administradores.",
    email: "E-mail",
    password: "Senha",
    show: "Mostrar a senha",
    hide: "Ocultar a senha",
    submit: "Entrar",
    wrong: "O e-mail ou a senha estão incorretos.",
    tooMany: (minutes: number) => `Muitas tentativas sem sucesso. Tente de novo em ${minutes} minutos.`,
    notStaff: "Esta conta não é de um colaborador.",
    deactivated: "Esta conta foi desativada.",
    unsupported: "Este servidor não oferece o acesso ao console. Pode ser uma versão mais antiga.",
    ended: "Sua sessão terminou. Entre para continuar de onde parou; seus rascunhos foram mantidos.",
    starting: "Entrando",
  },
};
