// A picture that was chosen, before the server has it: an address that the page can show.

import { useEffect, useState } from "react";

/** Its address; undefined for what is no picture that browsers show. */
export function usePreview(file: File): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!/^image\/(png|jpeg|gif|webp)$/.test(file.type)) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
