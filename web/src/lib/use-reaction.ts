"use client";
/** Does something outside of React when a value has become another one, and once at the beginning. */
import { useEffect } from "react";

/** Memoise `react`: another one runs again. */
export function useReaction<T>(value: T, react: (value: T) => void): void {
  // What a one-line reaction happens to return is not a clean-up.
  useEffect(() => {
    react(value);
  }, [value, react]);
}
