export function KeysPage(_: { onClose?: () => void }) { return null; }
