export function Help(_: { onClose?: () => void }) { return null; }
