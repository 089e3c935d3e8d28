// A form to fill in on a phone: requirements before the work, a revision after it.

import type { FormType, Ticket } from "@liaison-chat/client";
import { FORM_FIELDS, useLiaison, useSpeech } from "@liaison-chat/react/logic";
import { type ReactNode, useRef, useState } from "react";
import { ScrollView, Text, TextInput, View } from "react-native";
import { Button } from "./button.tsx";
import { useColors } from "./colors.ts";

/** Asks for the fields of a form, and hands it in. */
export function FormSheet({
  ticket,
  type,
  onDone,
}: {
  ticket: Ticket;
  type: FormType;
  onDone: () => void;
}): ReactNode {
  const { say } = useSpeech();
  const color = useColors();
  const { rest, environment } = useLiaison();
  const [values, setValues] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  // One key for one form: sent again after a lost answer, it is handed in once.
  const key = useRef(environment.newId());
  const fields = FORM_FIELDS[type];

  const submit = async () => {
    const missing = fields.find(({ name, isRequired }) => isRequired && !values[name]?.trim());
    if (missing) return setProblem(`${say(missing.name)}: ${say("required")}`);
    setBusy(true);
    setProblem("");
    const given = Object.entries(values).filter(([, text]) => text.trim() !== "");
    const body = { form_type: type, fields: Object.fromEntries(given), client_id: key.current };
    try {
      const path = { id: ticket.id };
      await rest.call("POST /crm/tickets/{id}/forms", { path, body }, { isIdempotent: true });
      onDone();
    } catch {
      setProblem(say("failed"));
      setBusy(false);
    }
  };
  return (
    <ScrollView
      keyboardShouldPersistTaps="handled"
      style={{ maxHeight: "60%", borderTopWidth: 1, borderColor: color.line, padding: 14 }}
    >
      <Text accessibilityRole="header" style={{ fontWeight: "700", fontSize: 16, color: color.text }}>
        {say(type)}
      </Text>
      {fields.map(({ name, kind, isRequired }) => (
        <View key={name} style={{ marginTop: 10 }}>
          <Text style={{ color: color.text, fontWeight: "600" }}>
            {isRequired ? say(name) : `${say(name)} (${say("optional")})`}
          </Text>
          <TextInput
            accessibilityLabel={say(name)}
            value={values[name] ?? ""}
            multiline={kind === "text"}
            maxLength={4000}
            onChangeText={(text) => setValues((before) => ({ ...before, [name]: text }))}
            style={{
              minHeight: kind === "text" ? 72 : 44,
              borderWidth: 1,
              borderColor: color["line-strong"],
              borderRadius: 10,
              padding: 10,
              color: color.text,
              fontSize: 16,
            }}
          />
        </View>
      ))}
      <Text accessibilityLiveRegion="assertive" style={{ color: color.bad, marginVertical: 6 }}>
        {problem}
      </Text>
      <View style={{ flexDirection: "row", gap: 8, justifyContent: "flex-end", paddingBottom: 20 }}>
        <Button label={say("cancel")} onPress={onDone} />
        <Button label={say("submit")} isMain={true} isDisabled={isBusy} onPress={() => void submit()} />
      </View>
    </ScrollView>
  );
}
