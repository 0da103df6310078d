using System.Diagnostics.CodeAnalysis;

namespace CommunityPlatform.Sdk.UseCases;

/// <summary>Either a result or a refusal, never both.</summary>
/// <typeparam name="T">The result.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T value) => (_value, Refusal) = (value, null);

    private Outcome(Refusal refusal) => (_value, Refusal) = (default, refusal);

    /// <summary>Why it was refused, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether there is a result.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Ok => Refusal is null;

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">It was refused: ask <see cref="Ok"/> first.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal}");

    /// <summary>A result.</summary>
    public static implicit operator Outcome<T>(T value) => new(value);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(refusal);
}

/// <summary>
/// A fact that stands in the way, such as <c>SoldOut(left)</c>. A record named as the fact; its words stand in the module's
/// resources under <see cref="TextKey"/> with <see cref="Args"/> filled in.
/// </summary>
public abstract record Refusal
{
    /// <summary>The key of its words: <c>Refusal.</c> and the type's name.</summary>
    public virtual string TextKey => "Refusal." + GetType().Name;

    /// <summary>What fills the placeholders {0}, {1}… of the words.</summary>
    public virtual object?[] Args => [];

    /// <summary>The field of the form that it belongs to, or null for the whole form.</summary>
    public virtual string? Field => null;
}

/// <summary>What was asked has not the right shape; each error names its field.</summary>
/// <param name="Errors">Field → errors.</param>
public sealed record InvalidFields(FieldErrors Errors) : Refusal;

/// <summary>The person may not do this here.</summary>
public sealed record NotAllowed : Refusal;

/// <summary>The module is off for this community, or not there at all: the two look the same.</summary>
public sealed record NotAvailable : Refusal;

/// <summary>The community's data are being moved to another database; it opens again by itself.</summary>
public sealed record BeingMoved : Refusal;

/// <summary>There is no such record, or it lies outside the person's scope: the two look the same.</summary>
public sealed record NotFound : Refusal;

/// <summary>Somebody saved in between; look again and decide anew.</summary>
public sealed record Stale : Refusal;

/// <summary>The act failed by a fault of the program; it was logged under the id and nothing was changed.</summary>
/// <param name="Act">The act's id.</param>
public sealed record Failed(Guid Act) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Act.ToString("N")[..8]];
}
