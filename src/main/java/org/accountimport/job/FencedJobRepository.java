package org.accountimport.job;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.JobContext;
import org.springframework.batch.core.scope.context.JobSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps a run that was taken over from writing into the job repository, and sees to it that every other run writes its end.
 *
 * <p>The version of a step execution keeps one that was taken over from committing a chunk; that of a job execution does not,
 * for Spring Batch brings it up to date before it writes, and a step that cannot write its end would leave the recovered
 * execution UNKNOWN.
 *
 * <p>A run whose own thread cannot write how it stands would claim to run for as long as this JVM renews its lease, so that
 * nobody recovers it. It writes again until the database is back; each write brings the version up to date, so that one of which
 * nobody knows whether it was committed is repeated safely. If it cannot be written for another reason, the lease is let go.
 */
@Component
final class FencedJobRepository implements BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(FencedJobRepository.class);
    private static final int MOST_COLLISIONS = 20;

    private final ObjectProvider<RunFence> fence;
    private final ObjectProvider<DatabasePatience> patience;

    FencedJobRepository(ObjectProvider<RunFence> fence, ObjectProvider<DatabasePatience> patience) {
        this.fence = fence;
        this.patience = patience;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof JobRepository
                ? Proxy.newProxyInstance(
                        JobRepository.class.getClassLoader(), new Class<?>[] {JobRepository.class}, (InvocationHandler)
                                (proxy, method, arguments) -> call(bean, method, arguments))
                : bean;
    }

    private @Nullable Object call(Object repository, Method method, Object @Nullable [] arguments) throws Throwable {
        JobExecution execution = written(method, arguments);
        if (execution == null || arguments == null) {
            return invoke(repository, method, arguments);
        }
        return isOfItsOwnThread(arguments[0])
                ? writeOrLetGo(repository, method, arguments, execution)
                : write(repository, method, arguments, execution);
    }

    /** Whether a run writes about itself. Within a transaction, which is rolled back, there is nothing to repeat. */
    private static boolean isOfItsOwnThread(Object written) {
        JobContext running = JobSynchronizationManager.getContext();
        return running != null
                && running.getJobExecution() == written
                && !TransactionSynchronizationManager.isActualTransactionActive();
    }

    private @Nullable Object writeOrLetGo(Object repository, Method method, Object[] arguments, JobExecution execution)
            throws Throwable {
        try {
            return writePatiently(repository, method, arguments, execution);
        } catch (RuntimeException e) {
            if (execution.getEndTime() != null) {
                letGo(execution, e);
            }
            throw e;
        }
    }

    /** Whoever recovers runs without a lease ends it then. */
    private void letGo(JobExecution execution, RuntimeException reason) {
        try {
            fence.getObject().letGo(execution);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private @Nullable Object writePatiently(
            Object repository, Method method, Object[] arguments, JobExecution execution) throws Throwable {
        int collisions = 0;
        for (int attempt = 1; ; attempt++) {
            try {
                return write(repository, method, arguments, execution);
            } catch (OptimisticLockingFailureException e) {
                // Somebody asked it to stop between the reading of its version and the writing.
                collisions++;
                if (collisions == MOST_COLLISIONS) {
                    throw e;
                }
                LOG.debug("Job execution {} writes again how it stands", execution.getId(), e);
            } catch (RuntimeException e) {
                if (!patience.getObject().outlasts(e, attempt)) {
                    throw e;
                }
            }
        }
    }

    private @Nullable Object write(Object repository, Method method, Object[] arguments, JobExecution execution)
            throws Throwable {
        RunFence runs = fence.getObject();
        boolean lost = arguments[0] instanceof StepExecution ? runs.isLost(execution) : runs.hasLost(execution);
        if (lost) {
            return refuse(arguments[0]);
        }
        try {
            return invoke(repository, method, arguments);
        } catch (OptimisticLockingFailureException e) {
            if (runs.hasLost(execution)) {
                return refuse(arguments[0]);
            }
            throw e;
        }
    }

    /** The execution that a call writes about; null when it only reads, or writes about something else. */
    private static @Nullable JobExecution written(Method method, Object @Nullable [] arguments) {
        if (arguments == null || !method.getName().startsWith("update")) {
            return null;
        }
        if (arguments[0] instanceof StepExecution step) {
            return step.getJobExecution();
        }
        return arguments[0] instanceof JobExecution job ? job : null;
    }

    /** Within a chunk everything is rolled back; outside of one there is nothing to undo. Either way the step ends quietly. */
    private static @Nullable Object refuse(Object written) {
        if (written instanceof StepExecution step) {
            step.setTerminateOnly();
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new RunTakenOverException();
        }
        return null;
    }

    private static @Nullable Object invoke(Object repository, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** Spring Batch takes a failure that is caused by an interruption for one: nothing is logged, and no step fails. */
    private static final class RunTakenOverException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RunTakenOverException() {
            super("The run was taken over by another process", new JobInterruptedException("The run was taken over"));
        }
    }
}
