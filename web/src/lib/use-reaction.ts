"use client";
/** Does something outside of React when a value has become another one, and once at the beginning. */
import { useEffect } from "react";

/** Memoise `react`: another one runs again. */
export function useReaction<T>(value: T, react: (value: T) => void): void {
  useEffect(() => react(value), [value, react]);
}
