export function LivePage(_: { onClose?: () => void }) { return null; }
