// What must outlive a closed tab, in IndexedDB with strict durability: a promise resolves when it is on the disk.

const NAME = "turnout-responder";

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("outbox", { keyPath: "order", autoIncrement: true });
      request.result.createObjectStore("kept");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function within<T>(
  store: string,
  mode: IDBTransactionMode,
  work: (s: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

export const read = <T>(key: string) => within("kept", "readonly", s => s.get(key)) as Promise<T | undefined>;
export const keep = (key: string, value: unknown) => within("kept", "readwrite", s => s.put(value, key));
export const forget = (key: string) => within("kept", "readwrite", s => s.delete(key));

export interface Letter {
  order?: number;
  topic: string;
  body: Record<string, unknown>;
  retain: boolean;
  words: string;
  at: number;
}

export const post = (letter: Letter) => within("outbox", "readwrite", s => s.add(letter)) as Promise<number>;
export const delivered = (order: number) => within("outbox", "readwrite", s => s.delete(order));
export const unsent = () => within("outbox", "readonly", s => s.getAll()) as Promise<Letter[]>;

export async function wipe(): Promise<void> {
  await within("kept", "readwrite", s => s.clear());
  await within("outbox", "readwrite", s => s.clear());
}
