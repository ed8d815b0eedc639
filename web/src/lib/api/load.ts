"use client";
/** The typed client for pages that have to be light: fetched when it is first needed. */

export async function loadApi() {
  const { api } = await import("./client");
  return api;
}
