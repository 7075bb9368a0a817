import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export type Program = {
  child: ChildProcess;
  /** The first line that matches, from now on or printed before; rejects when the program ends without one. */
  line(pattern: RegExp): Promise<string>;
  /** Sends the signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

/** Runs a TypeScript file on this Node as a process of its own, to be killed or talked to. */
export function startProgram(file: string, args: string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => {
      printed.push(line);
      wake();
    });
  const ended = once(child, "close");
  void ended.then(wake);
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = printed.find((text) => pattern.test(text));
        if (found === undefined && child.exitCode === null && child.signalCode === null) return;
        waiting.delete(look);
        if (found !== undefined) resolve(found);
        else reject(new Error(`${file} ended without a line like ${pattern}:\n${printed.join("\n")}`));
      };
      waiting.add(look);
      look();
    });
  const end = async (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    await ended;
    return { code: child.exitCode, signal: child.signalCode };
  };
  return { child, line, end };
}
