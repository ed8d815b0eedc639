"use client";
/** A value once it has rested: for asking a server after a pause in typing. */
import { useEffect, useState } from "react";

export function usePaused<T>(value: T, milliseconds: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return rested;
}
