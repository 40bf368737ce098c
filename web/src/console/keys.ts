// One keyboard for the whole console. Single letters act only while the queue or an incident has the focus and can be
// switched off; nothing typed in a field, and nothing with Ctrl or Alt, is ever taken for a command.

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  typing: boolean;
  inKeysArea: boolean;
  lettersOn: boolean;
}

export function commandOf(p: Pressed, afterG: boolean): string | undefined {
  if (p.ctrlKey || p.altKey || p.metaKey || p.typing) return undefined;
  if (p.key === "Escape") return "back";
  if (!p.inKeysArea || !p.lettersOn) return undefined;
  const key = p.key.length === 1 ? p.key.toLowerCase() : p.key;
  if (afterG)
    return {
      q: "go_queue",
      r: "go_responders",
      t: "go_hubs",
      m: "go_map",
      p: "go_people",
      s: "go_partners",
      w: "go_wallboard",
    }[key];
  return {
    d: "send",
    e: "escalate",
    n: "note",
    p: "park",
    s: "stand_down",
    j: "join",
    c: "close",
    i: "new_incident",
    h: "handover",
    m: "mute",
    o: "hold_order",
    l: "lock",
    k: "key_safe",
    v: "seen",
    "?": "help",
    "/": "command_bar",
    g: "g",
  }[key];
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
