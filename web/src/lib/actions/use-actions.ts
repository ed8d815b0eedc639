"use client";
/** Lets a component offer its actions and finders for as long as it is on the page. */
import { useEffect, useSyncExternalStore } from "react";
import { makeRegistry, type Action, type Finder } from "./registry";

const pageRegistry = makeRegistry();

const noActions: readonly Action[] = [];
const noFinders: readonly Finder[] = [];

/** Offer actions while mounted. Memoise the array: it is registered again whenever it is another. */
export function useActions(actions: readonly Action[]): void {
  useEffect(() => pageRegistry.addActions(actions), [actions]);
}

/** Offer a finder while mounted. Memoise it. */
export function useFinder(finder: Finder): void {
  useEffect(() => pageRegistry.addFinder(finder), [finder]);
}

export function useRegisteredActions(): readonly Action[] {
  return useSyncExternalStore(pageRegistry.subscribe, pageRegistry.actions, () => noActions);
}

export function useRegisteredFinders(): readonly Finder[] {
  return useSyncExternalStore(pageRegistry.subscribe, pageRegistry.finders, () => noFinders);
}

/** The actions as they are at this moment, for the keyboard. */
export const currentActions = pageRegistry.actions;
