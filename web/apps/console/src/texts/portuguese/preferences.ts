// One's own wishes, in Portuguese.

import type { preferences as English } from "../english/preferences.ts";

export const preferences: typeof English = {
  preferences: {
    title: "Preferências",
    lead: "São suas e acompanham você em outros dispositivos.",
    appearance: "Aparência",
    theme: "Tema",
    themes: { system: "Sistema", light: "Claro", dark: "Escuro" },
    language: "Idioma",
    notices: "Notificações",
    sound: "Som",
    soundHint: "Um som suave quando chega uma mensagem que você não está vendo.",
    testSound: "Ouvir",
    desktop: "Notificações na área de trabalho",
    desktopHint: "Enquanto esta aba estiver em segundo plano.",
    desktopAllow: "Permitir",
    desktopDenied: "O navegador bloqueia as notificações desta página. Permita-as nas configurações dele.",
    desktopMissing: "Este navegador não oferece notificações.",
    writing: "Escrita",
    enterSends: "Enviar com Enter",
    enterSendsHint: (keys) => `Desativado: Enter começa uma nova linha e ${keys} envia.`,
    notKept: "Não foi possível salvar suas preferências no servidor. Elas ficam salvas neste navegador.",
    on: "Ativado",
    off: "Desativado",
  },
};
