// The lists: the inbox, and who works now, in French.

import { counting } from "../counting.ts";
import type { inbox as English } from "../english/inbox.ts";

const counted = counting("fr");

export const inbox: typeof English = {
  inbox: {
    title: "Boîte de réception",
    views: { mine: "À moi", team: "Équipe", all: "Tous", mentioned: "Mentions" },
    viewsLabel: "À qui sont les tickets",
    counted: (open, waiting) =>
      `${counted(open, { one: "# ouvert", other: "# ouverts" })}, ${counted(waiting, { other: "# en attente" })}`,
    search: "Rechercher des tickets",
    searchPlaceholder: "Commande, marque, créateur…",
    filters: "Filtres",
    filtersActive: (count) => `Filtres, ${counted(count, { one: "# actif", other: "# actifs" })}`,
    clear: "Effacer les filtres",
    saved: "Filtres enregistrés",
    save: "Enregistrer ces filtres…",
    saveTitle: "Enregistrer ces filtres",
    saveLead: "Vue, filtres, tri et recherche, tels qu’ils sont maintenant.",
    saveName: "Nom",
    saveHint: "Si ce nom existe déjà, il reprend ces filtres.",
    deleteSaved: "Supprimer des filtres enregistrés…",
    deleteOne: (name) => `Supprimer « ${name} »`,
    noneSaved: "Il n’en reste aucun.",
    status: "Statut",
    priority: "Priorité",
    only: "Uniquement",
    unreadOnly: "Non lus",
    waitingOnly: "En attente de réponse",
    snoozedOnly: "Reportés",
    labels: "Étiquettes",
    sort: "Trier",
    sorts: {
      waiting_desc: "Attente la plus longue",
      activity_desc: "Message le plus récent",
      priority_desc: "Priorité la plus haute",
      created_desc: "Plus récents",
      created_asc: "Plus anciens",
    },
    sortedBy: (sort) => `Tri : ${sort}`,
    list: "Tickets",
    total: (count) => counted(count, { one: "# ticket", many: "# de tickets", other: "# tickets" }),
    none: "Rien ici",
    noneMine:
      "Aucun ticket ne vous est attribué pour l’instant. Les nouveaux s’affichent ici automatiquement.",
    noneTeam: "Votre équipe n’a aucun ticket pour l’instant.",
    noneAll: "Aucun ticket pour l’instant. Ils arrivent avec les commandes de votre application.",
    noneMentioned: "Aucune note ne vous mentionne. Vos collègues le font avec @ et votre nom.",
    noneSnoozed: "Aucun ticket n’est reporté.",
    noneFound: "Aucun ticket ne correspond à ces filtres.",
    failed: "La liste n’a pas pu être chargée.",
    choose: "Choisissez un ticket",
    chooseLead: "Ses conversations avec la marque et le créateur s’ouvrent côte à côte.",
    chooseKeys: (next, palette) => `${next} passe au suivant, ${palette} les trouve tous.`,
    unread: (count) =>
      counted(count, {
        one: "# message non lu",
        many: "# de messages non lus",
        other: "# messages non lus",
      }),
    waiting: (age) => `En attente : ${age}`,
    waitingSince: (when) => `En attente depuis le ${when}`,
    mentions: (count) =>
      counted(count, {
        one: "# note non lue vous mentionne",
        many: "# de notes non lues vous mentionnent",
        other: "# notes non lues vous mentionnent",
      }),
    noMessages: "Aucun message pour l’instant",
    you: "Vous",
    attachment: "Pièce jointe",
  },
  live: {
    title: "En direct",
    lead: "Qui travaille sur quoi, en ce moment.",
    present: "Présents",
    waiting: "En attente de réponse",
    answered: "Avec réponse",
    open: "Tickets ouverts",
    longest: "Attente la plus longue",
    loads: "Charge de chaque agent",
    loadOf: (name, load, capacity) => `${name} : ${load} sur ${capacity}`,
    waitingTickets: "Qui attend depuis le plus longtemps",
    nobodyWaits: "Personne n’attend",
    nobodyWaitsLead: "Chaque partie a reçu une réponse.",
    noAgents: "Aucun agent pour l’instant",
    load: "Charge",
  },
};
