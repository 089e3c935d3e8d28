// The application that the server writes and the browser takes over.

import { Liaison } from "@liaison-chat/client";
import { ContactSupportButton, FloatingChatWidget, LiaisonProvider, TicketChat } from "@liaison-chat/react";
import { type ReactNode, StrictMode } from "react";

/** The same tree on both sides. */
export function App({ url, token, ticket }: { url: string; token: string; ticket: string }): ReactNode {
  return (
    <StrictMode>
      <LiaisonProvider client={new Liaison({ url, token: () => token })} theme="light">
        <h1>An application</h1>
        <ContactSupportButton ticketId={ticket} />
        <TicketChat ticketId={ticket} style={{ width: 420, height: 600 }} />
        <FloatingChatWidget />
      </LiaisonProvider>
    </StrictMode>
  );
}
