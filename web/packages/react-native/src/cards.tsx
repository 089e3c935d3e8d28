// What messages that are cards are drawn as on a phone. A phone has all of them from the beginning: nothing is fetched later.

import {
  asksForPerson,
  type CardProps,
  type Cards,
  filledForm,
  useSession,
  useSpeech,
} from "@liaison-chat/react/logic";
import type { ReactNode } from "react";
import { Text, View } from "react-native";
import { Doing } from "./doing.tsx";

/** What is said of the bubble that a card stands in. */
interface InBubble {
  /** The colour of its text. */
  readonly ink: string;
}

/** The cards, by their types. */
export const cards: Cards<InBubble> = { form: FilledFormCard, buttons: ButtonsCard };

/** A form that was handed in. */
function FilledFormCard({ data, instead, ink }: CardProps & InBubble): ReactNode {
  const { say } = useSpeech();
  const form = filledForm(data);
  if (!form) return instead;
  return (
    <>
      <Text style={{ color: ink, fontWeight: "700" }}>{say(form.type)}</Text>
      {form.answers.map(({ name, label, text }) => (
        <Text key={name} style={{ color: ink }}>{`${label ? say(label) : name}: ${text}`}</Text>
      ))}
    </>
  );
}

/** What the assistant says, with a button below it: asking for a person. It is there as long as nobody was asked for. */
function ButtonsCard({ data, instead }: CardProps): ReactNode {
  const { say } = useSpeech();
  const { session, handOver } = useSession();
  return (
    <>
      {instead}
      {session?.status === "ai" && asksForPerson(data) && (
        <View style={{ marginTop: 8 }}>
          <Doing label={say("talkToPerson")} make={handOver} isMain={true} />
        </View>
      )}
    </>
  );
}
