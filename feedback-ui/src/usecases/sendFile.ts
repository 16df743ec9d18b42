import type { DataDesk, Upload, UploadKind } from '../domain/dataDesk';
import { outcomeUnknown, toProblem } from '../domain/problem';

/** Bytes of one piece; the service takes twice as many. */
export const PIECE_BYTES = 4 * 1024 * 1024;

const MOST_FAILURES = 8;
const FIRST_PAUSE_MS = 500;

export interface SendFile {
  readonly projectId: string;
  readonly kind: UploadKind;
  readonly file: Blob & { readonly name: string };
  readonly onProgress: (upload: Upload) => void;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Sends a file piece by piece; a piece that got lost with the connection is sent again from where the service has come to. */
export async function sendFile(desk: DataDesk, order: SendFile): Promise<Upload> {
  const { projectId, kind, file, onProgress, pause } = order;
  let upload = await desk.beginUpload(projectId, kind, file.name, file.size);
  let failures = 0;
  onProgress(upload);
  while (upload.received < file.size) {
    const { id, received } = upload;
    try {
      const piece = file.slice(received, received + PIECE_BYTES);
      upload = await desk.sendPiece(projectId, id, received, piece);
      failures = 0;
    } catch (thrown) {
      failures += 1;
      if (!outcomeUnknown(toProblem(thrown)) || failures > MOST_FAILURES) {
        throw thrown;
      }
      await pause(FIRST_PAUSE_MS * 2 ** failures);
      upload = await desk.upload(projectId, id).catch(() => upload);
    }
    onProgress(upload);
  }
  return upload;
}
