// Signing in, in French.

import type { auth as English } from "../english/auth.ts";

export const auth: typeof English = {
  login: {
    title: "Se connecter à Liaison",
    lead: "Pour les agents, les responsables d’équipe et les administrateurs.",
    email: "Adresse e-mail",
    password: "Mot de passe",
    show: "Afficher le mot de passe",
    hide: "Masquer le mot de passe",
    submit: "Se connecter",
    wrong: "L’adresse e-mail ou le mot de passe est incorrect.",
    tooMany: (minutes: number) => `Trop de tentatives infructueuses. Réessayez dans ${minutes} minutes.`,
    notStaff: "Ce compte n’est pas celui d’un collaborateur.",
    deactivated: "Ce compte a été désactivé.",
    unsupported:
      "Ce serveur ne propose pas la connexion à la console. Sa version est peut-être plus ancienne.",
    ended:
      "Vous avez été déconnecté. Connectez-vous pour reprendre où vous en étiez ; vos brouillons sont conservés.",
    starting: "Connexion en cours",
  },
};
