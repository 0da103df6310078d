namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>There is not enough of a good.</summary>
public sealed record OutOfStock(string Good, int Left) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Good, Left];
}

/// <summary>What is left of a good has expired.</summary>
public sealed record GoodsExpired(string Good) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Good];
}

/// <summary>More was to be taken away than is there.</summary>
public sealed record StockTooSmall(int Left) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Left];

    /// <inheritdoc/>
    public override string Field => "Quantity";
}

/// <summary>Another good has this name already.</summary>
public sealed record GoodNameTaken(string Name) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Name];

    /// <inheritdoc/>
    public override string Field => "Name";
}

/// <summary>Another good has this barcode already.</summary>
public sealed record BarcodeTaken(string Name) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Name];

    /// <inheritdoc/>
    public override string Field => "Barcode";
}
