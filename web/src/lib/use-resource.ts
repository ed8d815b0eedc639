"use client";
/** Something that must be closed: made when the component appears, closed when it leaves. */
import { useEffect, useState } from "react";

export interface Resource {
  readonly close: () => void;
}

/** Undefined until it is made, and on the server. Memoise `make`: another one makes another resource. */
export function useResource<Made extends Resource>(
  make: () => Made | Promise<Made>,
): Made | undefined {
  const [made, setMade] = useState<Made>();
  useEffect(() => {
    let left = false;
    let own: Made | undefined;
    void Promise.resolve(make()).then((resource) => {
      if (left) resource.close();
      else setMade((own = resource));
    });
    return () => {
      left = true;
      own?.close();
      setMade(undefined);
    };
  }, [make]);
  return made;
}
