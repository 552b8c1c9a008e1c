/** Codes are scanned where there is no network, so a browser that cannot read them gets its decoder before. */
export async function loadDecoderAhead(): Promise<void> {
  if (navigator.serviceWorker?.controller && !('BarcodeDetector' in globalThis)) await import('qr/decode.js');
}
