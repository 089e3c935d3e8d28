// What the assistant says, with a button below it: asking for a person. It is there as long as nobody was asked for.

import type { ReactNode } from "react";
import { asksForPerson, type CardProps } from "../chat/cards.ts";
import { useSession } from "../chat/use-session.ts";
import { useSpeech } from "../words/speech.tsx";
import { Doing } from "./session-view.tsx";

/** The words, and the button. Buttons of which we do not know what they do are not drawn. */
export function ButtonsCard({ data, instead }: CardProps): ReactNode {
  const { say } = useSpeech();
  const { session, handOver } = useSession();
  const canAsk = session?.status === "ai" && asksForPerson(data);
  return (
    <>
      {instead}
      {canAsk && (
        <Doing
          look="lia-button lia-button-main lia-session-ask"
          label={say("talkToPerson")}
          make={handOver}
        />
      )}
    </>
  );
}
