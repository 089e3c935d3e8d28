// Why somebody was given a ticket or passed over, in the reader's language.

import type { Reason, Refusal } from "@liaison-chat/client";
import type { Texts } from "../texts/english.ts";

/** The sentence for a reason; none where it says only what is said beside it. */
export function reasonText(reason: Reason, { details: { why } }: Texts): string | undefined {
  switch (reason.code) {
    case "has_room":
      return why.hasRoom(reason.load, reason.capacity);
    case "only_eligible":
      return why.onlyEligible;
    case "least_loaded":
      return why.leastLoaded(reason.eligible);
    case "waited_longest":
      return why.waitedLongest(reason.eligible);
    case "nobody_eligible":
      return why.nobodyEligible;
    case "decided":
      return undefined;
    case "said":
      return reason.text;
  }
}

/** The words for a refusal. */
export function refusalText(refusal: Refusal, { details: { whyNot }, roles, you }: Texts): string {
  switch (refusal.code) {
    case "role":
      return whyNot.role(roles[refusal.role]);
    case "status":
      return you.statuses[refusal.status];
    case "not_connected":
      return whyNot.notConnected;
    case "full":
      return whyNot.full;
    case "lacks_skill":
      return whyNot.lacksSkill(refusal.skill);
    case "other_team":
      return whyNot.otherTeam(refusal.team);
    case "gave_it_back":
      return whyNot.gaveItBack;
    case "said":
      return refusal.text;
  }
}
