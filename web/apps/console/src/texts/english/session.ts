// Live chats as cases, in English.

export const session = {
  session: {
    statuses: {
      ai: "With the assistant",
      waiting: "In the queue",
      assigned: "With an agent",
      abandoned: "Left the queue",
      ended: "Ended",
    },
    end: "End chat",
    release: "Return to queue",
    transfer: "Transfer",
    endAsk: "End this chat?",
    endLead: (name: string) => `${name} will no longer be able to write in it. It cannot be reopened.`,
    ended: "Chat ended.",
    released: "Back in the queue.",
    started: "Started",
    endedAt: "Ended",
    about: "This chat",
    over: "This chat has ended. Nothing more can be written.",
    greeting: (organisation: string) => `Hello! This is ${organisation}. What can we do for you?`,
    said: {
      assistant_hands_over: "I’m getting someone from the team for you.",
      assistant_nobody_free:
        "Everyone is busy right now. Leave a message, and we’ll answer here as soon as we can.",
      assistant_message_kept: "Thank you. The team has your message and will answer here.",
      session_queued: "Waiting for another agent",
      session_ended: "The chat ended",
    },
  },
};
