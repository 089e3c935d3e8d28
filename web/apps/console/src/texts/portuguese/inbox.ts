// The lists: the inbox, and who works now, in Portuguese.

import { counting } from "../counting.ts";
import type { inbox as English } from "../english/inbox.ts";

const counted = counting("pt");

export const inbox: typeof English = {
  inbox: {
    title: "Caixa de entrada",
    search: "Pesquisar tickets",
    searchPlaceholder: "Pedido, marca, criador…",
    filters: "Filtros",
    filtersActive: (count) => `Filtros, ${counted(count, { one: "# ativo", other: "# ativos" })}`,
    clear: "Limpar os filtros",
    saved: "Filtros salvos",
    save: "Salvar estes filtros…",
    saveTitle: "Salvar estes filtros",
    saveLead: "Visualização, filtros, ordem e pesquisa, como estão agora.",
    saveName: "Nome",
    saveHint: "Se o nome já existir, passa a ter estes filtros.",
    deleteSaved: "Excluir filtros salvos…",
    deleteOne: (name) => `Excluir “${name}”`,
    noneSaved: "Não resta nenhum.",
    status: "Estado",
    priority: "Prioridade",
    only: "Apenas",
    unreadOnly: "Não lidos",
    waitingOnly: "À espera de resposta",
    labels: "Etiquetas",
    sort: "Ordenar",
    sortedBy: (sort) => `Ordem: ${sort}`,
    total: (count) => counted(count, { one: "# ticket", many: "# de tickets", other: "# tickets" }),
    none: "Nada por aqui",
    noneFound: "Nenhum ticket corresponde a estes filtros.",
    failed: "Não foi possível carregar a lista.",
    unread: (count) =>
      counted(count, {
        one: "# mensagem não lida",
        many: "# de mensagens não lidas",
        other: "# mensagens não lidas",
      }),
    mentions: (count) =>
      counted(count, {
        one: "# nota não lida menciona você",
        many: "# de notas não lidas mencionam você",
        other: "# notas não lidas mencionam você",
      }),
    noMessages: "Ainda não há mensagens",
    you: "Você",
    attachment: "Anexo",
  },
  live: {
    title: "Ao vivo",
    lead: "Quem trabalha em quê, neste momento.",
    present: "Presentes",
    waiting: "À espera de resposta",
    answered: "Respondidos",
    open: "Tickets abertos",
    longest: "Maior espera",
    loads: "Carga de cada agente",
    loadOf: (name, load, capacity) => `${name}: ${load} de ${capacity}`,
    waitingTickets: "Quem espera há mais tempo",
    nobodyWaits: "Ninguém está esperando",
    nobodyWaitsLead: "Todas as partes têm resposta.",
    noAgents: "Ainda não há agentes",
    load: "Carga",
  },
};
