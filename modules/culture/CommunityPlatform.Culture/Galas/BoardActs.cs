using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Galas;

/// <summary>Runs an act on the board; true when it was done. (An interface with static members cannot fill a Func.)</summary>
public delegate Task<bool> BoardAct(IUseCase<Done> ask);

/// <summary>Runs an act that makes something; true when it was done.</summary>
public delegate Task<bool> BoardMake(IUseCase<Guid> ask);
