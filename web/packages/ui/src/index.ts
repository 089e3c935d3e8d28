// The public interface of the package. Load `tokens.css` and `ui.css` beside it.

export { FileTile, fileSize } from "./attachment.tsx";
export { Avatar, type AvatarSide, initialsOf } from "./avatar.tsx";
export { Badge, Count, type Tone } from "./badge.tsx";
export { Banner, Empty, Skeleton } from "./banner.tsx";
export { Button, type ButtonProps, IconButton, Spinner } from "./button.tsx";
export { classNames } from "./class-names.ts";
export { Field, type FieldTies, Select, TextField } from "./field.tsx";
export { Icon, type IconName } from "./icons.tsx";
export { Divider, MessageBubble, SystemLine, TypingLine } from "./message-bubble.tsx";
export { MessageText, type Piece, piecesOf } from "./message-text.tsx";
export { clockTime, dayName, fullTime, RelativeTime, shortAge, useNow } from "./time.tsx";
