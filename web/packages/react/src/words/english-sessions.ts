// English: the words of live chats. They come with the part that shows live chats, which most pages never need; other languages
// have them among the others.

import { en } from "./en.ts";

export const englishSessions = {
  chatWithUs: "Chat with us",
  chatWithUsHint: "Ask us anything. Our assistant answers first and brings in a person when you need one.",
  talkToPerson: "Talk to a person",
  assistant: "Assistant",
  lookingForAgent: "We’re finding someone for you.",
  queuePlace: "You’re number {number} in the queue.",
  nobodyFree: "Everyone is busy right now. Leave a message, and we’ll answer here as soon as we can.",
  endChat: "End chat",
  endChatAsk: "End this chat?",
  chatEnded: "This chat has ended",
  chatEndedHint: "You can still read it here.",
  newChat: "Start a new chat",
  greeting: "Hello! This is {organisation}. What can we do for you?",
  handsOver: "I’m getting someone from the team for you.",
  messageKept: "Thank you. The team has your message and will answer here.",
  agentHere: "{name} is here to help you",
  queuedAgain: "We’re looking for another agent for you",
} as const;

/** From now on English has them too. */
export function learnSessions(): void {
  Object.assign(en, englishSessions);
}
