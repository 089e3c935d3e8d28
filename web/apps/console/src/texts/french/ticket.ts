// A ticket, and what there is to know of it, in French.

import { counting } from "../counting.ts";
import type { ticket as English } from "../english/ticket.ts";

const counted = counting("fr");

export const ticket: typeof English = {
  ticket: {
    number: (id) => `#${id}`,
    missing: "Ce ticket est introuvable",
    missingLead: "Il n’existe pas, ou vous n’y avez pas accès.",
    panes: { brand_agent: "Marque", creator_agent: "Créateur", notes: "Notes", details: "Détails" },
    panesLabel: "Volets du ticket",
    channelWith: (name) => `Conversation avec ${name}`,
    notesTitle: "Notes internes",
    notesLead: "Seuls les collaborateurs voient les notes.",
    notesMissing: "Ce serveur ne propose pas encore de notes ici.",
    details: "Détails",
    showDetails: "Afficher les détails",
    hideDetails: "Masquer les détails",
    changeStatus: (now) => `Statut : ${now}. Modifier`,
    changePriority: (now) => `Priorité : ${now}. Modifier`,
    resolve: "Résoudre",
    close: "Clore le ticket",
    reopen: "Rouvrir",
    closed: "Ce ticket est clos. Personne ne peut écrire tant qu’il n’est pas rouvert.",
    closeAsk: "Clore ce ticket ?",
    closeLead:
      "Les deux conversations sont bloquées : ni les parties ni vous ne pouvez écrire tant qu’il n’est pas rouvert.",
    reassign: "Réattribuer",
    reassignTitle: "Attribuer à",
    reassignSearch: "Rechercher un collaborateur",
    reassignLoad: (load, capacity) => `${load} sur ${capacity}`,
    reassigned: (name) => `Attribué à ${name}.`,
    handledBy: (name) => `Traité par ${name}`,
    next: "Ticket suivant",
    previous: "Ticket précédent",
    viewing: (names, count) => `${names} ${count > 1 ? "consultent" : "consulte"} ce ticket`,
    replying: (name, where) => `${name} écrit à ${where}`,
    labels: "Étiquettes",
    changeLabels: "Modifier les étiquettes",
    noLabels: "Aucune étiquette pour l’instant. Ce sont les responsables d’équipe qui les créent.",
    snooze: "Reporter",
    snoozeTitle: "Reporter ce ticket",
    snoozeLead:
      "D’ici là, il quitte la boîte de réception. Il y revient aussitôt si l’une des parties écrit.",
    snoozeFor: {
      hour: "D’une heure",
      hours: "De quatre heures",
      tomorrow: "À demain matin",
      week: "À lundi prochain, le matin",
      reply: "Jusqu’à ce que l’une des parties écrive",
    },
    snoozeOther: "À un autre moment",
    snoozeTime: "Date et heure",
    snoozePast: "Choisissez un moment à venir.",
    snoozedUntil: (when) => `Reporté au ${when}`,
    snoozedUntilReply: "Reporté jusqu’à ce que l’une des parties écrive",
    unsnooze: "Reprendre maintenant",
    unsnoozed: "Le ticket est de retour dans la boîte de réception.",
  },
  details: {
    order: "Commande",
    price: "Prix",
    quantity: "Quantité",
    state: "Statut",
    revisions: "Révisions",
    reference: "Référence",
    created: "Créée le",
    requirements: "Cahier des charges",
    requirementsNote: "Écrit par la marque. Le créateur ne le voit pas.",
    people: "Personnes",
    online: "En ligne",
    offline: "Hors ligne",
    handling: "Attribué à",
    forms: "Formulaires",
    noForms: "Aucun formulaire pour l’instant",
    assignment: "Pourquoi cet agent",
    assignmentRule: "Attribué automatiquement",
    assignmentBy: (name) => `Attribué par ${name}`,
    candidates: "Agents considérés",
    candidateLoad: (load, capacity) => `${load} sur ${capacity} ouverts`,
    chosen: "Attribué",
    notEligible: "Non éligible",
    why: {
      hasRoom: (load, capacity) =>
        `Disponible, connecté et avec de la place : ${load} sur ${capacity} ouverts`,
      onlyEligible: "Le seul agent possible",
      leastLoaded: (eligible) =>
        counted(eligible, {
          one: "A le moins de tickets ouverts",
          other: "A le moins de tickets ouverts parmi # agents possibles",
        }),
      waitedLongest: (eligible) =>
        counted(eligible, {
          other:
            "Parmi # agents possibles, l’un des moins chargés ; attend le prochain depuis le plus longtemps",
        }),
      nobodyEligible:
        "Personne n’était disponible : il est allé à l’agent ayant le moins de tickets ouverts.",
    },
    whyNot: {
      role: (role) => `Pas un agent : ${role}`,
      notConnected: "Non connecté",
      full: "Complet",
      lacksSkill: (skill) => `Compétence manquante : ${skill}`,
      otherTeam: (team) => `N’est pas dans l’équipe ${team}`,
      gaveItBack: "L’a remis dans la file",
    },
    history: "Historique",
    historyFailed: "L’historique n’a pas pu être chargé.",
    notSaid: "Non précisé",
    someone: "Un collègue",
  },
};
