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
const recordVoice = async () => new File([spoken()], "voice.wav", { type: "audio/wav" });
const opened = (file: { name: string }, content: Blob) => {
  document.title = `${file.name} ${content.type}`;
};

/** A second of silence, as a recorder of 8 kHz gives it. */
function spoken(): ArrayBuffer {
  const samples = 8_000;
  const view = new DataView(new ArrayBuffer(44 + samples));
  const write = (at: number, text: string) => {
    for (const [index, letter] of [...text].entries()) view.setUint8(at + index, letter.charCodeAt(0));
  };
  write(0, "RIFF");
  view.setUint32(4, 36 + samples, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, samples, true);
  view.setUint32(28, samples, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  write(36, "data");
  view.setUint32(40, samples, true);
  new Uint8Array(view.buffer, 44).fill(128);
  return view.buffer;
}

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
        {show === "chat" && (
          <TicketChat ticketId={ticket} pickFiles={pickFiles} recordVoice={recordVoice} onFile={opened} />
        )}
        {show === "button" && <ContactSupportButton ticketId={ticket} style={{ marginTop: 16 }} />}
        {show === "floating" && <FloatingChatWidget />}
      </View>
    </SupportProvider>,
  );
}

void start();
