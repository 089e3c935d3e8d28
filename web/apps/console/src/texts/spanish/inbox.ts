// The lists: the inbox, and who works now, in Spanish.

import { counting } from "../counting.ts";
import type { inbox as English } from "../english/inbox.ts";

const counted = counting("es");

export const inbox: typeof English = {
  inbox: {
    title: "Bandeja de entrada",
    search: "Buscar tickets",
    searchPlaceholder: "Pedido, marca, creador…",
    filters: "Filtros",
    filtersActive: (count) => `Filtros, ${counted(count, { one: "# activo", other: "# activos" })}`,
    clear: "Quitar los filtros",
    saved: "Filtros guardados",
    save: "Guardar estos filtros…",
    saveTitle: "Guardar estos filtros",
    saveLead: "Vista, filtros, orden y búsqueda, tal como están ahora.",
    saveName: "Nombre",
    saveHint: "Si el nombre ya existe, pasa a tener estos filtros.",
    deleteSaved: "Eliminar filtros guardados…",
    deleteOne: (name) => `Eliminar «${name}»`,
    noneSaved: "No queda ninguno.",
    status: "Estado",
    priority: "Prioridad",
    only: "Solo",
    unreadOnly: "Sin leer",
    waitingOnly: "Esperan respuesta",
    labels: "Etiquetas",
    sort: "Ordenar",
    sortedBy: (sort) => `Orden: ${sort}`,
    total: (count) => counted(count, { one: "# ticket", many: "# de tickets", other: "# tickets" }),
    none: "No hay nada aquí",
    noneFound: "Ningún ticket coincide con estos filtros.",
    failed: "No se pudo cargar la lista.",
    unread: (count) =>
      counted(count, {
        one: "# mensaje sin leer",
        many: "# de mensajes sin leer",
        other: "# mensajes sin leer",
      }),
    mentions: (count) =>
      counted(count, {
        one: "# nota sin leer le menciona",
        many: "# de notas sin leer le mencionan",
        other: "# notas sin leer le mencionan",
      }),
    noMessages: "Aún no hay mensajes",
    you: "Usted",
    attachment: "Archivo adjunto",
  },
  live: {
    title: "En vivo",
    lead: "Quién trabaja en qué, en este momento.",
    present: "Presentes",
    waiting: "Esperan respuesta",
    answered: "Respondidos",
    open: "Tickets abiertos",
    longest: "Mayor espera",
    loads: "Carga de cada agente",
    loadOf: (name, load, capacity) => `${name}: ${load} de ${capacity}`,
    waitingTickets: "Quién lleva más tiempo esperando",
    nobodyWaits: "Nadie espera",
    nobodyWaitsLead: "Todas las partes tienen respuesta.",
    noAgents: "Aún no hay agentes",
    load: "Carga",
  },
};
