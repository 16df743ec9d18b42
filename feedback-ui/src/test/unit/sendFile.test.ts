import { describe, expect, it } from 'vitest';
import type { DataDesk, Upload } from '../../domain/dataDesk';
import { OFFLINE, ProblemError } from '../../domain/problem';
import { PIECE_BYTES, sendFile } from '../../usecases/sendFile';

/** A service that keeps bytes, and loses the answer or the piece when told to. */
function desk(losses: ('answer' | 'piece')[]) {
  const kept: number[] = [];
  const state = (received: number): Upload =>
    ({ id: 'u', received, state: 'RECEIVING', bytes: 0 }) as unknown as Upload;
  let received = 0;
  const testing: Partial<DataDesk> = {
    beginUpload: () => Promise.resolve(state(0)),
    upload: () => Promise.resolve(state(received)),
    sendPiece: (_project, _id, offset, piece) => {
      const loss = losses.shift();
      if (loss === 'piece') {
        return Promise.reject(new ProblemError(OFFLINE));
      }
      expect(offset).toBe(received);
      received += piece.size;
      kept.push(piece.size);
      return loss === 'answer'
        ? Promise.reject(new ProblemError(OFFLINE))
        : Promise.resolve(state(received));
    },
  };
  return { testing: testing as DataDesk, kept };
}

const file = Object.assign(new Blob([new Uint8Array(2 * PIECE_BYTES + 5)]), { name: 'f.jsonl' });
const order = {
  projectId: 'p',
  kind: 'PREFERENCES' as const,
  file,
  onProgress: () => undefined,
  pause: () => Promise.resolve(),
};

describe('sending a file', () => {
  it('sends each byte once, also when pieces and answers get lost', async () => {
    const { testing, kept } = desk(['answer', 'piece', 'piece']);
    expect((await sendFile(testing, order)).received).toBe(file.size);
    expect(kept).toEqual([PIECE_BYTES, PIECE_BYTES, 5]);
  });

  it('gives up when the service cannot be reached for long', async () => {
    const { testing } = desk(Array.from({ length: 20 }, () => 'piece' as const));
    await expect(sendFile(testing, order)).rejects.toThrow(OFFLINE.code);
  });
});
