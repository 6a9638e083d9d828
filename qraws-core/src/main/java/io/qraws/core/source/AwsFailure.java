// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.source;

import java.util.concurrent.Callable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls of the AWS SDK with its failures made ours. */
final class AwsFailure {
  private AwsFailure() {}

  /**
   * Calls, for a source that is being asked.
   *
   * @throws InterruptedException if the thread was interrupted meanwhile
   * @throws SourceException for every failure of the SDK
   */
  static <T> T asking(String source, String what, Callable<T> call) throws InterruptedException {
    try {
      return call.call();
    } catch (AbortedException e) {
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException(what + " was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (SdkException e) {
      throw new SourceException(source, what + " failed: " + code(e), retryable(e), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("calls of the SDK throw nothing checked", e);
    }
  }

  /** The error's name, or the exception's where the service did not answer. */
  static String code(SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      return service.awsErrorDetails().errorCode() + " (" + service.statusCode() + ")";
    }
    return e.getClass().getSimpleName();
  }

  /** Whether it may succeed later: the service is busy or broken, or there was no answer. */
  static boolean retryable(SdkException e) {
    if (e instanceof AwsServiceException service) {
      return service.isThrottlingException()
          || service.isClockSkewException()
          || service.statusCode() >= 500
          || service.statusCode() == 429
          || service.retryable();
    }
    return true;
  }
}
