// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object's bytes to their promised end: where the connection breaks, reading goes on from there.
 *
 * <p>A body that ends early never looks like the end of the object, since a cut gzip file would
 * then be taken for a damaged one.
 */
final class S3ObjectStream extends InputStream {
  private static final int MOST_BREAKS_WITHOUT_PROGRESS = 5;

  private final S3Objects objects;
  private final S3Object object;
  private final String etag;
  private final long size;
  private @Nullable ResponseInputStream<GetObjectResponse> in;
  private long position;
  private int breaks;

  S3ObjectStream(S3Objects objects, S3Object object) throws IOException {
    this.objects = objects;
    this.object = object;
    ResponseInputStream<GetObjectResponse> opened = objects.open(object, 0, object.etag());
    in = opened;
    GetObjectResponse response = opened.response();
    // Without an announced ETag, the first answer's still keeps the pieces of one content together.
    etag = Objects.requireNonNullElse(S3Object.unquoted(response.eTag()), "");
    size = response.contentLength();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position < size) {
      Exception cause = null;
      try {
        int read = stream().read(buffer, offset, length);
        if (read > 0) {
          position += read;
          breaks = 0;
          return read;
        }
      } catch (GoneException e) {
        throw new IOException(object.location() + " changed while it was read", e);
      } catch (IOException | SourceException | SdkException e) {
        cause = e;
      }
      drop();
      if (++breaks >= MOST_BREAKS_WITHOUT_PROGRESS) {
        throw new SourceException(
            object.location(), "broke off at byte " + position + " of " + size, true, cause);
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    if (in != null && position == size) {
      in.close();
      in = null;
    }
    drop();
  }

  private ResponseInputStream<GetObjectResponse> stream() throws IOException {
    if (in == null) {
      in = objects.open(object, position, etag.isEmpty() ? null : etag);
    }
    return in;
  }

  /** Closing would read the rest of a large object first, so what is left is cut off. */
  private void drop() {
    if (in != null) {
      in.abort();
      in = null;
    }
  }
}
