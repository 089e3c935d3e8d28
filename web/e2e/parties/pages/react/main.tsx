// An application that uses the React package as it is: React itself, in strict mode.

import { Liaison } from "@liaison-chat/client";
import { ContactSupportButton, FloatingChatWidget, LiaisonProvider, TicketChat } from "@liaison-chat/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

const {
  token = "",
  ticket = "",
  show = "",
} = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const client = new Liaison({ url: location.origin, token: () => token });
const root = document.querySelector("#root") as HTMLElement;

createRoot(root).render(
  <StrictMode>
    <LiaisonProvider client={client} theme="light">
      <h1>An application</h1>
      {show === "chat" && <TicketChat ticketId={ticket} style={{ width: 420, height: 600 }} />}
      {show === "button" && <ContactSupportButton ticketId={ticket} style={{ marginTop: 16 }} />}
      {show === "floating" && <FloatingChatWidget />}
    </LiaisonProvider>
  </StrictMode>,
);
