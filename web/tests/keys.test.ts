import assert from "node:assert/strict";
import test from "node:test";
import { commandOf, type Pressed } from "../src/console/keys.ts";

const pressed = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  typing: false,
  inKeysArea: true,
  lettersOn: true,
  ...more,
});

test("letters act in the queue and the incident", () => {
  assert.equal(commandOf(pressed("d"), false), "send");
  assert.equal(commandOf(pressed("D"), false), "send");
  assert.equal(commandOf(pressed("r"), true), "go_responders");
});

test("nothing typed in a field is a command, nor anything with Ctrl, Alt or Meta", () => {
  assert.equal(commandOf(pressed("c", { typing: true }), false), undefined);
  for (const key of ["ctrlKey", "altKey", "metaKey"])
    assert.equal(commandOf(pressed("c", { [key]: true }), false), undefined);
});

test("outside the queue, or switched off, letters are only letters; Escape always goes back", () => {
  assert.equal(commandOf(pressed("c", { inKeysArea: false }), false), undefined);
  assert.equal(commandOf(pressed("c", { lettersOn: false }), false), undefined);
  assert.equal(commandOf(pressed("Escape", { lettersOn: false, inKeysArea: false }), false), "back");
});

test("Enter is no command of its own: it never sends and never closes", () => {
  assert.equal(commandOf(pressed("Enter"), false), undefined);
});
