// A React Native application in a browser, by react-native-web.

import {
  ContactSupportButton,
  FloatingChatWidget,
  liaisonService,
  SupportProvider,
  TicketChat,
} from "@liaison-chat/react-native";
import { createRoot } from "react-dom/client";
import { View } from "react-native";

const {
  token = "",
  ticket = "",
  user = "",
  show = "",
} = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const root = document.querySelector("#root") as HTMLElement;

/** A picker that always gives the same picture, and where pressed files go. */
const pickFiles = async () => [await picture()];
const opened = (file: { name: string }, content: Blob) => {
  document.title = `${file.name} ${content.type}`;
};

function picture(): Promise<File> {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 400 });
  return new Promise((resolve) =>
    canvas.toBlob((content) => resolve(new File([content ?? ""], "mood.png", { type: "image/png" }))),
  );
}

/** The service is what the test calls by hand. */
Object.assign(window, { service: liaisonService });

async function start(): Promise<void> {
  await liaisonService.initialize(location.origin);
  await liaisonService.connectUser(user, token);
  createRoot(root).render(
    <SupportProvider client={liaisonService.client} lang="en">
      <View style={{ height: 700 }}>
        {show === "chat" && <TicketChat ticketId={ticket} pickFiles={pickFiles} onFile={opened} />}
        {show === "button" && <ContactSupportButton ticketId={ticket} style={{ marginTop: 16 }} />}
        {show === "floating" && <FloatingChatWidget />}
      </View>
    </SupportProvider>,
  );
}

void start();
