// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * One listing of everything below a prefix, folder by folder, that leaves out the folders of days
 * long over.
 *
 * <p>The next listing may begin where this one began, in S3's time, not where it ended: an object
 * may have appeared in a folder after that folder was listed.
 */
final class S3Pass {
  private static final Pattern DATED =
      Pattern.compile(
          "(?:^|/)(?:year=)?((?:19|20)\\d\\d)/(?:(?:month=)?(\\d{1,2})/(?:(?:day=)?(\\d{1,2})/)?)?$");

  private final String source;
  private final S3Client client;
  private final String bucket;
  private final @Nullable Instant oldest;
  private final @Nullable Instant oldestDay;
  private final Deque<String> folders = new ArrayDeque<>();

  private @Nullable String folder;
  private @Nullable String token;
  private @Nullable Instant begun;
  private boolean left;

  S3Pass(
      String source,
      S3Client client,
      String bucket,
      String prefix,
      @Nullable Instant mark,
      Duration lateness,
      Duration overlap) {
    this.source = source;
    this.client = client;
    this.bucket = bucket;
    this.oldest = mark == null ? null : mark.minus(overlap);
    this.oldestDay = oldest == null ? null : oldest.minus(lateness);
    folders.add(prefix);
  }

  /**
   * Asks for the next page.
   *
   * @return what on it is new, possibly nothing; null if the listing is at its end
   */
  @Nullable List<S3Object> next() throws InterruptedException {
    String at = folder == null ? folders.peekLast() : folder;
    if (at == null) {
      return null;
    }
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(bucket)
            .prefix(at)
            .delimiter("/")
            .continuationToken(token)
            .build();
    ListObjectsV2Response page =
        AwsFailure.asking(source, "ListObjectsV2", () -> client.listObjectsV2(request));
    // Only what was answered is taken off, so that a failed call is asked again.
    if (folder == null) {
      folders.removeLast();
    }
    boolean more = Boolean.TRUE.equals(page.isTruncated());
    folder = more ? at : null;
    token = more ? page.nextContinuationToken() : null;
    if (begun == null) {
      begun = time(page);
    }
    for (CommonPrefix below : page.commonPrefixes()) {
      if (!below.prefix().endsWith("/CloudTrail-Digest/") && !over(below.prefix(), oldestDay)) {
        folders.addLast(below.prefix());
      }
    }
    return fresh(page);
  }

  private List<S3Object> fresh(ListObjectsV2Response page) {
    List<S3Object> found = new ArrayList<>();
    for (var listed : page.contents()) {
      if (oldest == null || !listed.lastModified().isBefore(oldest)) {
        String etag = S3Object.unquoted(listed.eTag());
        found.add(new S3Object(bucket, listed.key(), etag, null, listed.size()));
      }
    }
    return found;
  }

  /** An object was not dealt with. */
  void leave() {
    left = true;
  }

  /**
   * From when on the next listing has to look; null if that is as before: where its time is not
   * known, and where an object was left, which only a listing that looks as far back as this one is
   * sure to find, whatever its own time and whatever day its folder is named for.
   */
  @Nullable Instant mark() {
    return left ? null : begun;
  }

  /** S3's own time, since this machine's clock may be wrong. */
  private static @Nullable Instant time(ListObjectsV2Response page) {
    String date = page.sdkHttpResponse().firstMatchingHeader("Date").orElse("");
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Whether a folder is named for a year, month or day that ended before. */
  static boolean over(String folder, @Nullable Instant before) {
    Matcher dated = DATED.matcher(folder);
    if (before == null || !dated.find()) {
      return false;
    }
    try {
      int year = Integer.parseInt(dated.group(1));
      int month = dated.group(2) == null ? 1 : Integer.parseInt(dated.group(2));
      int day = dated.group(3) == null ? 1 : Integer.parseInt(dated.group(3));
      LocalDate start = LocalDate.of(year, month, day);
      LocalDate end =
          dated.group(2) == null
              ? start.plusYears(1)
              : dated.group(3) == null ? start.plusMonths(1) : start.plusDays(1);
      return end.atStartOfDay(ZoneOffset.UTC).toInstant().isBefore(before);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
