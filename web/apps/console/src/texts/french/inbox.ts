// The lists: the inbox, and who works now, in French.

import { counting } from "../counting.ts";
import type { inbox as English } from "../english/inbox.ts";

const counted = counting("fr");

export const inbox: typeof English = {
  inbox: {
    title: "Boîte de réception",
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
    labels: "Étiquettes",
    sort: "Trier",
    sortedBy: (sort) => `Tri : ${sort}`,
    total: (count) => counted(count, { one: "# ticket", many: "# de tickets", other: "# tickets" }),
    none: "Rien ici",
    noneFound: "Aucun ticket ne correspond à ces filtres.",
    failed: "La liste n’a pas pu être chargée.",
    unread: (count) =>
      counted(count, {
        one: "# message non lu",
        many: "# de messages non lus",
        other: "# messages non lus",
      }),
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
