export function StaffPage(_: { onClose?: () => void }) { return null; }
