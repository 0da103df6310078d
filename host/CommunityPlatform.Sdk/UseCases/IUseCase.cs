namespace CommunityPlatform.Sdk.UseCases;

/// <summary>
/// One act a person can do, or one question she can ask: a record with what it needs to know. It names its permission; without
/// one it does not compile.
/// </summary>
/// <typeparam name="TResult">What comes back when it succeeds; <see cref="Done"/> where there is nothing to say.</typeparam>
public interface IUseCase<TResult>
{
    /// <summary>The permission that the person needs in this community.</summary>
    static abstract Permission Needs { get; }

    /// <summary>Checks the shape of what was asked, without data and without services; the form and the runner share it.</summary>
    /// <param name="errors">Takes the errors, each at its field.</param>
    void Check(FieldErrors errors) { }

    /// <summary>What the act is about, for the audit log: an id or a number, never a payload. Null where there is none yet.</summary>
    string? Subject => null;

    /// <summary>
    /// 代办 · The resident for whom a member of staff acts, say at the counter: the person's id in the register or the number of the
    /// own record, never a name. It stands in the audit line beside who acted, and only where a member of staff did: a resident at
    /// the kiosk acts for herself.
    /// </summary>
    string? OnBehalfOf => null;
}

/// <summary>A use case that changes nothing: it sees one consistent state, takes no write lock and leaves no audit line.</summary>
/// <typeparam name="TResult">The answer.</typeparam>
public interface IQuery<TResult> : IUseCase<TResult>;

/// <summary>Carries out one use case. Found by its type; made for each run with a fresh scope and a transaction around it.</summary>
/// <remarks>
/// On every database and with any number of hosts, the acts of one community run one after the other and each runs once: what a
/// handler has read stays so until it ends. Queries run beside them on one consistent state and cannot write.
/// </remarks>
/// <typeparam name="TCase">The use case.</typeparam>
/// <typeparam name="TResult">Its result.</typeparam>
public interface IHandler<in TCase, TResult> where TCase : IUseCase<TResult>
{
    /// <summary>
    /// Loads or refuses, acts on the entity, adds events to the outbox, returns. Do not save: the runner saves data, outbox and
    /// audit line in one transaction. A refusal saves nothing; an exception is a bug, saves nothing and counts as a fault.
    /// </summary>
    /// <param name="ask">What was asked, its shape already checked.</param>
    /// <param name="stop">Signalled when nobody waits any more.</param>
    Task<Outcome<TResult>> Handle(TCase ask, CancellationToken stop);
}

/// <summary>The road of every act: door, permission, shape, handler, one transaction, audit line.</summary>
public interface IUseCases
{
    /// <summary>Runs a use case for the present person in the present community.</summary>
    /// <param name="ask">What is asked.</param>
    /// <param name="stop">Gives up before the transaction commits.</param>
    /// <returns>The result, or a refusal to show to the person. Exceptions are bugs.</returns>
    Task<Outcome<TResult>> Run<TResult>(IUseCase<TResult> ask, CancellationToken stop = default);

    /// <summary>Whether the present person has a permission here; for showing or hiding a button, never instead of the road.</summary>
    /// <param name="permission">The permission's id.</param>
    ValueTask<bool> May(string permission);
}

/// <summary>What a handler may know and say about the act under way.</summary>
public interface IAct
{
    /// <summary>The act's own id, also in logs and in the audit line.</summary>
    Guid Id { get; }

    /// <summary>The one moment at which the whole act happens, UTC.</summary>
    DateTime Now { get; }

    /// <summary>What the act is about, for the audit line, where the use case could not know it, such as a new record's id.</summary>
    string? Subject { get; set; }

    /// <summary>代办 · For whom the act is done, where the use case could not know it, such as a new sign-up's number; see <see cref="IUseCase{TResult}.OnBehalfOf"/>.</summary>
    /// <remarks>The host keeps it; what stands in for the host in a test need not.</remarks>
    string? OnBehalfOf { get => null; set { } }
}

/// <summary>Success with nothing to say.</summary>
public readonly record struct Done;
