"use client";
/**
 * What is left when even the frame of every page failed: no theme, no language, no script needed.
 *
 * Next makes this page while it builds, so it has no nonce: it says all it has to say as plain HTML.
 */

export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>This page could not be shown</h1>
          <p>Your work is safe: what was saved stays saved. Load the page again.</p>
          <p lang="th">แสดงหน้านี้ไม่ได้ งานของคุณปลอดภัย โปรดโหลดหน้านี้อีกครั้ง</p>
        </main>
      </body>
    </html>
  );
}
