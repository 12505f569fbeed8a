"use client";
import type { ReactNode } from "react";
import { useScripted } from "@/components/ui/scripted";

/** What only a script can do is there only where scripts run. */
export function ScriptedOnly({ children }: { children: ReactNode }) {
  return useScripted() ? children : null;
}
