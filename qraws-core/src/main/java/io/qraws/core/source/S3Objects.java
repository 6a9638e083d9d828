// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import io.qraws.core.signal.Raw;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Makes inputs of objects. */
final class S3Objects {
  private final S3Client client;

  S3Objects(S3Client client) {
    this.client = client;
  }

  /** The input for an object, fetched when it is opened. */
  RawInput input(S3Object object) {
    Raw raw = object.asNotification();
    String reason = passedOver(object);
    return reason == null
        ? RawInput.of(object.id(), object.location(), raw, () -> new S3ObjectStream(this, object))
        : RawInput.passedOver(object.id(), object.location(), raw, reason);
  }

  /** Inputs for what a message says; null if it is not about objects. */
  @Nullable List<RawInput> inputs(String message, String messageLocation) {
    List<S3Notices.Notice> notices = S3Notices.read(message);
    if (notices == null) {
      return null;
    }
    if (notices.isEmpty()) {
      Raw raw = Raw.of(message);
      String id = RawInput.of(messageLocation, raw).id();
      return List.of(RawInput.passedOver(id, messageLocation, raw, "S3's test message"));
    }
    return notices.stream().map(this::input).toList();
  }

  private RawInput input(S3Notices.Notice notice) {
    S3Object object = notice.object();
    if (notice.passedOver() == null) {
      return input(object);
    }
    String id = object.id() + "@" + notice.sequencer();
    return RawInput.passedOver(id, object.location(), object.asNotification(), notice.passedOver());
  }

  /** Source: what CloudTrail and Config write beside their logs. */
  private static @Nullable String passedOver(S3Object object) {
    String key = object.key();
    if (key.contains("/CloudTrail-Digest/")) {
      return "a digest of CloudTrail files, which holds no records";
    }
    if (key.endsWith("/ConfigWritabilityCheckFile") || key.endsWith("/")) {
      return "a marker, which holds no records";
    }
    if (key.toLowerCase(Locale.ROOT).endsWith(".parquet")) {
      return "Parquet, which is not read";
    }
    return object.size() == 0 ? "an empty object" : null;
  }

  /**
   * Opens an object's bytes.
   *
   * @param from the first byte
   * @throws GoneException if this content is no longer there
   * @throws SourceException if it can't be had now
   * @throws IOException if it can't be had
   */
  ResponseInputStream<GetObjectResponse> open(S3Object object, long from, @Nullable String etag)
      throws IOException {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .versionId(object.version())
            .ifMatch(etag == null ? null : '"' + etag + '"');
    if (from > 0) {
      request.range("bytes=" + from + "-");
    }
    try {
      return client.getObject(request.build());
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        throw new GoneException("the object is not there");
      }
      if (e.statusCode() == 412) {
        throw new GoneException("the object has other content than was announced");
      }
      throw failure(object, e);
    } catch (SdkException e) {
      throw failure(object, e);
    }
  }

  /** What may pass is no fault of the object's, and is tried again for as long as it takes. */
  private static IOException failure(S3Object object, SdkException e) {
    if (AwsFailure.retryable(e)) {
      throw new SourceException(object.location(), AwsFailure.code(e), true, e);
    }
    return new IOException(object.location() + ": " + AwsFailure.code(e), e);
  }
}
