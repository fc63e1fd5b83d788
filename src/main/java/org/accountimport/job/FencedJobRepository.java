package org.accountimport.job;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps a run that was taken over from writing into the job repository. The version of a step execution keeps it from
 * committing a chunk; that of a job execution does not, for Spring Batch brings it up to date before it writes, and a step that
 * cannot write its end would leave the recovered execution UNKNOWN.
 */
@Component
final class FencedJobRepository implements BeanPostProcessor {

    private final ObjectProvider<RunFence> fence;

    FencedJobRepository(ObjectProvider<RunFence> fence) {
        this.fence = fence;
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
